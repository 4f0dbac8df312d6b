namespace SignalFire.Faults.Peers;

/// <summary>Whose turn it is to send, and to which of its targets.</summary>
internal readonly record struct Turn(Peer Sender, int Target);
