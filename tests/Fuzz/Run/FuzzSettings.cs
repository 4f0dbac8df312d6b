namespace SignalFire.Fuzz.Run;

/// <summary>How much is sent, by how many, and how fast the control pair talks.</summary>
/// <param name="Seed">What decides all inputs.</param>
/// <param name="Messages">How many, in all.</param>
/// <param name="Peers">Hostile peers at a time.</param>
/// <param name="PairRate">Messages per second of each of the pair.</param>
internal sealed record FuzzSettings(int Seed, int Messages, int Peers, int PairRate)
{
    /// <summary>How many messages the pair sends at least, together, in the first half; who is hostile waits for it at its end.</summary>
    public int LeastOfPair { get; init; }
}
