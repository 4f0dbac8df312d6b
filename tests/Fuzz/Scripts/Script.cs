namespace SignalFire.Fuzz.Scripts;

/// <summary>All that a hostile peer does on one connection.</summary>
/// <param name="Name">Where it comes from: seed, peer, number and kind.</param>
/// <param name="Request">What it writes first: an upgrade request, more or less.</param>
/// <param name="Pieces">What it writes once it is upgraded and has its id.</param>
/// <param name="Ending">How it ends.</param>
/// <param name="WriteBytes">How much it writes at once.</param>
internal sealed record Script(string Name, byte[] Request, IReadOnlyList<Piece> Pieces, Ending Ending, int WriteBytes);
