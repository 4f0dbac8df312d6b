using SignalFire.Gateway.Connections;

namespace SignalFire.Gateway.Sessions;

/// <summary>Tells a peer's grain what the peer has seen: one call at a time, the next tells the newest.</summary>
/// <remarks>What gets lost is told with the next, or when the peer speaks again.</remarks>
internal sealed class SeenReports(PeerAttachment attachment)
{
    private const int Quiet = 0;
    private const int Telling = 1;
    private const int Due = 2;
    private const int Missed = 3;

    private int _state;

    /// <summary>Whether the last report was lost.</summary>
    public bool IsMissed => Volatile.Read(ref _state) == Missed;

    /// <summary>Notes that there is something to tell.</summary>
    public void Add()
    {
        if (Interlocked.Exchange(ref _state, Due) is Quiet or Missed)
        {
            _ = TellAsync();
        }
    }

    private async Task TellAsync()
    {
        do
        {
            Volatile.Write(ref _state, Telling);
            try
            {
                await attachment.NoteSeenAsync();
            }
            catch (Exception)
            {
                // Whatever it was, it is not tried again by itself: a cluster that is away does not need to hear it now.
                Volatile.Write(ref _state, Missed);
                return;
            }
        }
        while (Interlocked.CompareExchange(ref _state, Quiet, Telling) == Due);
    }
}
