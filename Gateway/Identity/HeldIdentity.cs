using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Identity;

/// <summary>A connection's identity: good until it expires, unless it is renewed before.</summary>
/// <param name="peer">The peer.</param>
/// <param name="granted">What was granted at the upgrade.</param>
/// <param name="check">Decides on renewals.</param>
/// <param name="time">The clock.</param>
internal sealed class HeldIdentity(PeerId peer, PeerIdentity granted, IdentityCheck check, TimeProvider time) : IDisposable
{
    // The longest that a timer takes; whatever ends later is looked at again then.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(49);

    // Each token may cost a question to another service, and a good one one to the send policy for each target: nobody has need of more.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private ITimer? _expiry;
    private Action? _expired;
    private volatile PeerIdentity _now = granted;
    private bool _isRenewing;
    private long? _decidedAt;

    /// <summary>What holds now.</summary>
    public PeerIdentity Now => _now;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _expired = null;
            _expiry?.Dispose();
        }

        _ended.Cancel();
        _ended.Dispose();
    }

    /// <summary>Begins to watch the expiry.</summary>
    /// <param name="expired">Called once it has expired; at once when it has already.</param>
    public void Watch(Action expired)
    {
        lock (_gate)
        {
            _expired = expired;
        }

        Arm();
    }

    /// <summary>Renews the identity by a token. One renewal at a time, and a pause after each: a token that comes meanwhile is not looked at.</summary>
    /// <returns>Null when it is renewed, or why not.</returns>
    public async Task<Fault?> RenewAsync(string token)
    {
        if (Interlocked.Exchange(ref _isRenewing, true))
        {
            return Fault.TokenUnderWay;
        }

        try
        {
            if (_decidedAt is { } at && Pause - time.GetElapsedTime(at) is var left && left > TimeSpan.Zero)
            {
                return Fault.TokenTooSoon(left);
            }

            var authentication = await check.RenewAsync(peer, _now, token, _ended.Token);
            _decidedAt = time.GetTimestamp();
            if (authentication.Identity is { } renewed)
            {
                _now = renewed;
                Arm();
                return null;
            }

            return authentication.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests ? Fault.TokenUndecided : Fault.TokenDenied(authentication.Reason);
        }
        finally
        {
            Volatile.Write(ref _isRenewing, false);
        }
    }

    private void Arm()
    {
        lock (_gate)
        {
            _expiry?.Dispose();
            _expiry = null;
            if (_expired is not null && _now.ExpiresAt is { } at)
            {
                var wait = at - time.GetUtcNow();
                _expiry = time.CreateTimer(_ => Expire(), state: null, wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Expire()
    {
        Action? expired;
        lock (_gate)
        {
            expired = _now.ExpiresAt <= time.GetUtcNow() ? _expired : null;
        }

        if (expired is null)
        {
            Arm();
            return;
        }

        expired();
    }
}
