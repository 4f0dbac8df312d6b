namespace SignalFire.Streams.Tests.Cluster;

/// <summary>How a process ends, as its silos see it.</summary>
public enum ProcessEnd
{
    /// <summary>It stopped as it should.</summary>
    Stopped,

    /// <summary>Its sockets closed without a word, as after <c>kill -9</c>.</summary>
    Killed,

    /// <summary>Its sockets stay open and silent, as after <c>kill -STOP</c> or a pulled plug.</summary>
    Frozen,
}
