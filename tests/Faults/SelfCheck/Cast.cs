namespace SignalFire.Faults.SelfCheck;

/// <summary>Alice sends to bob, bob to carol, carol to alice.</summary>
internal enum Cast
{
    Alice,
    Bob,
    Carol,
}
