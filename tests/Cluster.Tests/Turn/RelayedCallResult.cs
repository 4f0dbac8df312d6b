namespace SignalFire.Cluster.Tests.Turn;

/// <summary>What became of a call.</summary>
/// <param name="Relayed">How many relay candidates the two peers got of the TURN server.</param>
/// <param name="Errors">The codes with which it refused (RFC 8489, section 14.8), and 701 where it can't be reached from one of the machine's networks.</param>
/// <param name="Received">What came through the data channel; null for nothing.</param>
internal sealed record RelayedCallResult(int Relayed, int[] Errors, string? Received);
