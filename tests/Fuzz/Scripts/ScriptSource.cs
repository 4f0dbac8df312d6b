namespace SignalFire.Fuzz.Scripts;

/// <summary>Writes the scripts: the same seed, peer and number are always the same script.</summary>
internal static class ScriptSource
{
    private const int MaxMessages = 250;

    public static Script Create(int seed, int peer, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + (peer * 10_007) + number));
        var kind = random.Next(100);
        return kind switch
        {
            < 50 => Messages(),
            < 80 => Frames(),
            _ => Handshake(),
        };

        Script Messages() => new(
            Name("messages"), Upgrades.Good(random), [.. MessagePieces.Create(random, random.Next(1, MaxMessages))], EndingOf(random), WriteBytes(random));

        Script Frames()
        {
            var (attack, ending) = FrameAttacks.Pick(random, out var name);
            return new Script(Name(name), Upgrades.Good(random), [.. MessagePieces.Create(random, random.Next(3)), .. attack], ending, WriteBytes(random));
        }

        Script Handshake() => new(Name("handshake"), Upgrades.Odd(random), [.. MessagePieces.Create(random, 3)], Ending.Cut, WriteBytes(random));

        string Name(string what) => Invariant($"seed {seed}, peer {peer}, script {number}: {what}");
    }

    private static Ending EndingOf(Random random) => random.Next(20) switch
    {
        0 => Ending.Cut,
        1 => Ending.Reset,
        2 => Ending.Deaf,
        _ => Ending.Goodbye,
    };

    private static int WriteBytes(Random random) => random.Next(10) switch
    {
        0 => 1,
        < 4 => 1500,
        _ => 32 * 1024,
    };
}
