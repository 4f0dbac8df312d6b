using SignalFire.Gateway.Limits;
using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>One sender's calls to targets that are not known to be there: a few at a time, and not too many that turn out to be unknown.</summary>
internal sealed class NewTargets(FirstCalls calls, GatewayOptions options, TimeProvider time)
{
    /// <summary>How many calls are under way before the sender is read no further.</summary>
    private const int MaxUnderWay = 16;

    /// <summary>How long a call keeps its place: one that hangs (its silo died, say) is nothing that others should wait for.</summary>
    private static readonly TimeSpan LongestPlace = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a sender waits for its turns to come, with all that it has to say to others: with a cluster that is merely slow, long enough.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly long _burst = (long)(options.RateBurst.TotalSeconds * time.TimestampFrequency);
    private readonly long _cost = time.TimestampFrequency / options.UnknownTargetsPerSecond;
    private RateBucket _unknown;
    private int _underWay;
    private TaskCompletionSource? _room;

    /// <summary>When the next target may be tried; null for now.</summary>
    public TimeSpan? RetryAfter()
    {
        lock (_gate)
        {
            if (IsFull)
            {
                return LongestPlace;
            }

            var wait = _unknown.Wait(time.GetTimestamp(), _burst, _cost);
            return wait > 0 ? TimeSpan.FromSeconds((double)wait / time.TimestampFrequency) : null;
        }
    }

    /// <summary>Counts a target that turned out to be unknown.</summary>
    public void CountUnknown()
    {
        lock (_gate)
        {
            _unknown.Take(time.GetTimestamp(), _cost);
        }
    }

    /// <summary>Makes a call when it is the sender's turn.</summary>
    public async ValueTask<DeliveryOutcome> CallAsync(Func<ValueTask<DeliveryOutcome>> deliver)
    {
        lock (_gate)
        {
            _underWay++;
        }

        await calls.EnterAsync(_waiting);
        Task<DeliveryOutcome> call;
        try
        {
            call = deliver().AsTask();
            await ((Task)call).WaitAsync(LongestPlace, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            Leave();
            calls.Leave();
        }

        return await call;
    }

    /// <summary>
    /// Waits while too many calls are under way: not for their answers, only for their turns. When those take too long, since so many others
    /// have such calls to make, new targets are refused until there is room.
    /// </summary>
    public async Task WaitForRoomAsync()
    {
        Task room;
        lock (_gate)
        {
            if (!IsFull)
            {
                return;
            }

            room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await room.WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Whether the sender has so many calls under way that it has to wait.</summary>
    private bool IsFull => _underWay > MaxUnderWay;

    private void Leave()
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            _underWay--;
            if (!IsFull)
            {
                (room, _room) = (_room, null);
            }
        }

        room?.SetResult();
    }
}
