using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Peers;

/// <summary>Tells all <see cref="IPeerObserver"/>s, one after the other.</summary>
internal sealed partial class PeerEvents(IEnumerable<IPeerObserver> observers, ILogger<PeerEvents> logger)
{
    private readonly IPeerObserver[] _observers = [.. observers];

    /// <summary>Whether there is anyone to tell.</summary>
    public bool HasObservers => _observers.Length > 0;

    public ValueTask AddedAsync(PeerId peer) =>
        _observers.Length == 0 ? ValueTask.CompletedTask : TellAsync(peer, observer => observer.PeerAddedAsync(peer));

    public ValueTask RemovedAsync(PeerId peer, CloseReason reason) =>
        _observers.Length == 0 ? ValueTask.CompletedTask : TellAsync(peer, observer => observer.PeerRemovedAsync(peer, reason));

    private async ValueTask TellAsync(PeerId peer, Func<IPeerObserver, ValueTask> tell)
    {
        foreach (var observer in _observers)
        {
            try
            {
                await tell(observer);
            }
            catch (Exception exception)
            {
                LogFailed(observer.GetType().Name, exception.GetType());
                LogFailedFor(exception, observer.GetType().Name, peer);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The peer observer {Observer} failed: {Failure}. As Debug it is told in full.")]
    private partial void LogFailed(string observer, Type failure);

    [LoggerMessage(2, LogLevel.Debug, "The peer observer {Observer} failed for peer {PeerId}.")]
    private partial void LogFailedFor(Exception exception, string observer, PeerId peerId);
}
