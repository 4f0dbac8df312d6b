namespace SignalFire.Load.Relay;

/// <summary>What the relay does wrong on purpose, to prove that the checks see it.</summary>
internal enum Fault
{
    None,
    Drop,
    Duplicate,
    Swap,
    Misroute,
}
