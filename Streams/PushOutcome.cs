namespace SignalFire.Streams;

/// <summary>What became of an item in the process of its consumer.</summary>
[GenerateSerializer, Alias("signalfire.PushOutcome")]
internal enum PushOutcome
{
    /// <summary>The consumer has it.</summary>
    Taken,

    /// <summary>The consumer said that it is gone; its subscription has ended.</summary>
    Gone,

    /// <summary>The process has no such subscription (any more).</summary>
    Unknown,
}
