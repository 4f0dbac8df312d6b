namespace SignalFire.Streams;

/// <summary>A silo as a consumer's process knows it: what it is believed to hold, and when it was last heard.</summary>
internal sealed class HubProcess(Guid id, TimeProvider time)
{
    /// <summary>Pings that differ the same way: nothing is on its way that would explain it.</summary>
    private const int SameDifferences = 2;

    /// <summary>Pings that differ at all: while many subscribe, each differs in another way, and what is wrong must not hide behind that.</summary>
    private const int AnyDifferences = 5;

    private readonly Lock _lock = new();
    private SubscriptionDigest _believed;
    private SubscriptionDigest _difference;
    private int _same;
    private int _any;
    private long _heardAt = time.GetTimestamp();
    private long _comparedAt = time.GetTimestamp();

    /// <summary>Tells the silo's process from all others.</summary>
    public Guid Id { get; } = id;

    /// <summary>How long it has not been heard.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _heardAt));

    /// <summary>When what it says it holds was compared last, as a timestamp: what came to it since, a list that follows may lack.</summary>
    public long ComparedAt => Volatile.Read(ref _comparedAt);

    /// <summary>Whether it is believed to hold nothing.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _believed.Count == 0;
            }
        }
    }

    public void Add(Guid subscriptionId)
    {
        lock (_lock)
        {
            _believed = _believed.With(subscriptionId);
        }
    }

    public void Remove(Guid subscriptionId)
    {
        lock (_lock)
        {
            _believed = _believed.Without(subscriptionId);
        }
    }

    /// <summary>Notes that the silo is there.</summary>
    public void Heard() => Volatile.Write(ref _heardAt, time.GetTimestamp());

    /// <summary>Compares what the silo says it holds with what it is believed to.</summary>
    /// <returns>Whether the two should be compared one by one: they differ, and not because of what is just on its way.</returns>
    public bool Differs(SubscriptionDigest held)
    {
        Volatile.Write(ref _comparedAt, time.GetTimestamp());
        lock (_lock)
        {
            var difference = held.DifferenceTo(_believed);
            if (difference == default)
            {
                (_same, _any) = (0, 0);
                return false;
            }

            _same = difference == _difference && _any > 0 ? _same + 1 : 1;
            _any++;
            _difference = difference;
            if (_same < SameDifferences && _any < AnyDifferences)
            {
                return false;
            }

            (_same, _any) = (0, 0);
            return true;
        }
    }
}
