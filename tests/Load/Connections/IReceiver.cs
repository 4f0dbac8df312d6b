namespace SignalFire.Load.Connections;

/// <summary>What hears a connection; called by its one receive loop.</summary>
internal interface IReceiver
{
    void OnMessage(ReadOnlySpan<byte> text);

    /// <summary>Called after all messages of one read, so that what they cause is sent without another thread.</summary>
    ValueTask AfterReadAsync();

    /// <summary>The gateway ended the connection, or the network did; not called for our own close.</summary>
    void OnClosed(string reason);
}
