namespace SignalFire.Grains.Tests.Model;

/// <summary>What can happen to a peer's grain.</summary>
public enum GrainStep
{
    /// <summary>All senders send.</summary>
    Send,

    /// <summary>All senders send, and the client reads what came.</summary>
    SendAndRead,

    /// <summary>A new client connects.</summary>
    Connect,

    /// <summary>The client resumes at another connection.</summary>
    Resume,

    /// <summary>The connection is lost.</summary>
    Lose,

    /// <summary>The client says goodbye.</summary>
    Leave,

    /// <summary>The grain loses its memory, and the connection attaches anew.</summary>
    Crash,
}
