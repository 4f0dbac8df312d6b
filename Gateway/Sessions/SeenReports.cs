using SignalFire.Gateway.Connections;

namespace SignalFire.Gateway.Sessions;

/// <summary>Tells a peer's grain what the peer has seen: one call at a time, the next tells the newest.</summary>
/// <remarks>Used by the connection's reader only. What gets lost is told with the next.</remarks>
internal sealed class SeenReports(PeerAttachment attachment)
{
    private Task _telling = Task.CompletedTask;
    private int _due;

    /// <summary>Notes that there is something to tell.</summary>
    public void Add()
    {
        Volatile.Write(ref _due, 1);
        if (_telling.IsCompleted)
        {
            _telling = TellAsync();
        }
    }

    private async Task TellAsync()
    {
        while (Interlocked.Exchange(ref _due, 0) == 1)
        {
            try
            {
                await attachment.NoteSeenAsync();
            }
            catch (Exception lost) when (lost is TimeoutException or OrleansException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
