namespace SignalFire.Faults.Checks;

/// <summary>The other end of a pair, and what went between.</summary>
internal sealed record Partner(PeerCheck Peer, PairCheck Pair);
