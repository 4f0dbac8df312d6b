namespace SignalFire.Faults.Run;

/// <summary>What a scenario came to.</summary>
internal enum Verdict
{
    Fine,

    /// <summary>Late, and nothing else.</summary>
    Late,

    Failed,
}
