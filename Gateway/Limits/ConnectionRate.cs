using SignalFire.Gateway.Identity;

namespace SignalFire.Gateway.Limits;

/// <summary>How fast one connection may send: as the gateway lets anybody, or as its identity's rights say. Used by its reader only.</summary>
internal sealed class ConnectionRate(HeldIdentity identity, GatewayOptions options, TimeProvider time)
{
    private const int FragmentsPerMessage = 10;

    /// <summary>What a control frame carries at most (RFC 6455, section 5.5).</summary>
    private const int ControlBytes = 125;

    /// <summary>How many messages may come at once, at whatever rate, before the connection counts as busy.</summary>
    private const int QuietMessages = 32;

    private static readonly TimeSpan Forgiveness = TimeSpan.FromMinutes(1);

    private readonly long _second = time.TimestampFrequency;
    private readonly long _usualCost = time.TimestampFrequency / options.MessagesPerSecond;
    private readonly long _burst = (long)(options.RateBurst.TotalSeconds * time.TimestampFrequency);
    private RateBucket _messages;
    private RateBucket _bytes;
    private RateBucket _refusals;
    private RateBucket _fragments;
    private RateBucket _pongs;
    private RateBucket _unheard;
    private RateBucket _quiet;
    private SendRights? _rights;
    private long _messageCost;
    private long _bytesPerSecond;

    /// <summary>Whether more came lately than most connections ever send: messages, refused ones included, pings, pongs and pieces.</summary>
    public bool IsBusy => _quiet.Wait(time.GetTimestamp(), QuietMessages * _usualCost, _usualCost) > 0;

    /// <summary>Counts a message, if it comes at a rate that may be.</summary>
    /// <returns>Null when it does; otherwise when the next one may come.</returns>
    public TimeSpan? TryTake(int bytes)
    {
        var rights = identity.Now.Rights;
        if (!ReferenceEquals(rights, _rights))
        {
            Apply(rights);
        }

        var now = time.GetTimestamp();
        _quiet.Take(now, _usualCost);
        var bytesCost = bytes * _second / _bytesPerSecond;
        var wait = Math.Max(_messages.Wait(now, _burst, _messageCost), _bytes.Wait(now, _burst, bytesCost));
        if (wait > 0)
        {
            return TimeSpan.FromSeconds((double)wait / _second);
        }

        _messages.Take(now, _messageCost);
        _bytes.Take(now, bytesCost);
        return null;
    }

    /// <summary>Counts the targets of a message that has passed, but for the first: to many it costs as much as a message to each. What follows waits for it.</summary>
    public void TakeFurtherTargets(int targets) => _messages.Take(time.GetTimestamp(), targets * _messageCost);

    /// <summary>Counts a message that was refused for its rate; false when there were too many.</summary>
    public bool TryRefuse()
    {
        var now = time.GetTimestamp();
        var minute = (long)(Forgiveness.TotalSeconds * _second);
        var cost = minute / options.MaxRateRefusals;
        _refusals.Take(now, cost);
        return _refusals.Wait(now, minute, cost) == 0;
    }

    /// <summary>Waits before more is read of what nobody hears yet, or any more: pieces of a message (an honest one has few), messages behind a close.</summary>
    public Task PaceFragmentAsync() => PaceAsync(ref _fragments, _usualCost / FragmentsPerMessage);

    /// <summary>Waits before a ping frame is answered that comes at a rate at which messages may not; nothing is read meanwhile.</summary>
    public Task PacePongAsync() => PaceAsync(ref _pongs, _usualCost);

    /// <summary>Waits before more is read behind bytes that became nothing: they count as the fewest control frames that they can be, however many they are.</summary>
    public Task PaceUnheardAsync(int bytes) => PaceAsync(ref _unheard, ((bytes + ControlBytes - 1) / ControlBytes) * _usualCost);

    private Task PaceAsync(ref RateBucket bucket, long cost)
    {
        var now = time.GetTimestamp();
        var wait = bucket.Wait(now, _burst, cost);
        bucket.Take(now, cost);
        _quiet.Take(now, cost);
        return wait > 0 ? Task.Delay(TimeSpan.FromSeconds((double)wait / _second), time) : Task.CompletedTask;
    }

    private void Apply(SendRights rights)
    {
        _rights = rights;
        // A right of nothing is a matter of targets; a rate is at least one.
        _messageCost = _second / Math.Max(rights.MessagesPerSecond ?? options.MessagesPerSecond, 1);
        _bytesPerSecond = Math.Max(rights.BytesPerSecond ?? options.BytesPerSecond, 1);
    }
}
