using System.Text;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>Bob's grain by its contract, whose bob comes and goes, and which fails, loses answers and its memory as its whims say.</summary>
internal sealed class CapriciousPeerGrain(byte[] whims) : IPeerGrain
{
    private const int MaxWhims = 150;

    private readonly Lock _gate = new();
    private readonly List<Envelope> _held = [];
    private long _delivered;
    private int _calls;
    private int _failed;
    private bool _isAway;

    /// <summary>What bob got, in its order.</summary>
    public List<string> Texts { get; } = [];

    public async ValueTask<DeliveryOutcome> DeliverAsync(Envelope envelope)
    {
        await Task.Yield();
        lock (_gate)
        {
            switch (NextWhim())
            {
                case 0 when ++_failed <= 3:
                    throw new TimeoutException("before");
                case 1 when ++_failed <= 3:
                    Take(envelope);
                    throw new TimeoutException("after");
                case 2:
                    Turn();
                    break;
                case 3:
                    _held.Clear();
                    break;
                default:
                    break;
            }

            _failed = 0;
            return Take(envelope);
        }
    }

    public ValueTask<Attachment> AttachAsync(AttachRequest request) => throw new NotSupportedException();

    public ValueTask<DetachOutcome> DetachAsync(long epoch, bool ends) => throw new NotSupportedException();

    public ValueTask<DetachOutcome> HandOverAsync(SessionCopy copy, bool ends) => throw new NotSupportedException();

    public ValueTask AbandonAsync(ConnectionId connection, bool ends) => throw new NotSupportedException();

    public ValueTask SeenAsync(long epoch, long seq) => throw new NotSupportedException();

    /// <summary>In the end everything goes well.</summary>
    private int NextWhim()
    {
        if (whims.Length > 0 && _calls++ < MaxWhims)
        {
            return whims[_calls % whims.Length] % 8;
        }

        return _isAway ? 2 : 7;
    }

    private void Turn()
    {
        _isAway = !_isAway;
        if (!_isAway)
        {
            _held.ForEach(Deliver);
            _held.Clear();
        }
    }

    private DeliveryOutcome Take(Envelope envelope)
    {
        if (envelope.Number <= _delivered)
        {
            return DeliveryOutcome.Delivered;
        }

        if (_held.Exists(held => held.Number == envelope.Number))
        {
            return DeliveryOutcome.Held;
        }

        if (envelope.After > _delivered && !_held.Exists(held => held.Number == envelope.After))
        {
            return DeliveryOutcome.OutOfTurn;
        }

        if (_isAway)
        {
            _held.Add(envelope);
            return DeliveryOutcome.Held;
        }

        Deliver(envelope);
        return DeliveryOutcome.Delivered;
    }

    private void Deliver(Envelope envelope)
    {
        Texts.AddRange(envelope.Texts.Select(Encoding.UTF8.GetString));
        _delivered = envelope.Number;
    }
}
