namespace SignalFire.Silo.Hosting;

/// <summary>How long one process waits for another.</summary>
public static class Timeouts
{
    /// <summary>A grain call; the stock 30 s would hang a peer's handshake for as long when all silos die under it.</summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(5);
}
