using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SignalFire.Faults.Checks;

/// <summary>What one sender sent to its one target, and what came of it. Messages are numbered from 1. Thread-safe.</summary>
internal sealed class PairCheck(string name, Notes notes, Standstills standstills)
{
    // The answer travels on another connection than the greeting that admits a gap, and may be read a little later, not counting the time for which nothing is read here.
    private static readonly TimeSpan AnswerLag = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly List<Message> _messages = [];
    private Findings _findings = new();
    private int _highest;
    private int _firstOutstanding;
    private int _outstanding;
    private long _lastDelivered;
    private long _lastAcknowledged;
    private long _targetBack;
    private long? _gap;
    private TimeSpan _longestDelivery;
    private TimeSpan _longestStall;
    private TimeSpan _longestAnswer;

    /// <summary>Messages whose answer is due.</summary>
    public int Outstanding
    {
        get
        {
            lock (_gate)
            {
                return _outstanding;
            }
        }
    }

    /// <summary>Whether every acknowledged message has arrived, but for what an admitted gap swallowed.</summary>
    public bool HasAllAcknowledged
    {
        get
        {
            lock (_gate)
            {
                return !_messages.Exists(IsLost);
            }
        }
    }

    /// <summary>Notes that the next message is sent now.</summary>
    /// <returns>Its number.</returns>
    public int Send(long now)
    {
        lock (_gate)
        {
            _messages.Add(new Message { SentAt = now });
            _outstanding++;
            return _messages.Count;
        }
    }

    /// <summary>Notes an answer to a message.</summary>
    public void Answer(long number, Fate answer, long now)
    {
        lock (_gate)
        {
            if (!IsSent(number))
            {
                _findings += new Findings { Unexpected = 1 };
                notes.Add("unexpected", Invariant($"{name}: an answer to {number}, which was never sent"));
                return;
            }

            ref var message = ref Message(number);
            if (message.Answered)
            {
                _findings += new Findings { AnsweredTwice = 1 };
                notes.Add("answered twice", Describe(number));
                return;
            }

            _outstanding -= message.Fate == Fate.Outstanding ? 1 : 0;
            message.Fate = answer;
            message.Answered = true;
            message.AnsweredAt = now;
            _longestAnswer = Longer(_longestAnswer, message.SentAt, now);
            if (answer == Fate.Acknowledged)
            {
                _lastAcknowledged = Math.Max(_lastAcknowledged, message.SentAt);
            }
        }
    }

    /// <summary>Notes that the sender's connection ended: what was not answered is unclear.</summary>
    public void EndConnection()
    {
        lock (_gate)
        {
            for (; _firstOutstanding < _messages.Count; _firstOutstanding++)
            {
                ref var message = ref CollectionsMarshal.AsSpan(_messages)[_firstOutstanding];
                message.Fate = message.Fate == Fate.Outstanding ? Fate.Unclear : message.Fate;
            }

            _outstanding = 0;
        }
    }

    /// <summary>Notes that the target has a connection again: until then nothing could arrive.</summary>
    public void ReturnTarget(long now)
    {
        lock (_gate)
        {
            _targetBack = now;
        }
    }

    /// <summary>Notes that the target was told of a hole in what it gets, which excuses what is missing.</summary>
    public void AdmitGap(long now)
    {
        lock (_gate)
        {
            _gap = now;
        }
    }

    /// <summary>Notes an arrival at the target.</summary>
    public Arrival Deliver(long number, long now)
    {
        lock (_gate)
        {
            if (!IsSent(number))
            {
                return Arrival.NeverSent;
            }

            ref var message = ref Message(number);
            if (message.Delivered)
            {
                var excused = WasOpenAtGap(message);
                notes.Add(excused ? "repeated after a gap" : "duplicated", Describe(number));
                return excused ? Arrival.RepeatedAfterGap : Arrival.Repeated;
            }

            message.Delivered = true;
            _longestDelivery = Longer(_longestDelivery, message.SentAt, now);
            _longestStall = Longer(_longestStall, Math.Max(message.SentAt, _targetBack), now);
            _lastDelivered = Math.Max(_lastDelivered, message.SentAt);
            if (number < _highest)
            {
                notes.Add("reordered", Invariant($"{Describe(number)}, arrived after {_highest}"));
                return Arrival.Late;
            }

            _highest = (int)number;
            return Arrival.InOrder;
        }
    }

    /// <summary>Whether a message that was sent after this moment has arrived, and one was acknowledged.</summary>
    public bool WorksSince(long moment)
    {
        lock (_gate)
        {
            return _lastDelivered > moment && _lastAcknowledged > moment;
        }
    }

    public Traffic Traffic()
    {
        lock (_gate)
        {
            return new Traffic(
                _messages.Count,
                _messages.Count(message => message.Delivered),
                _messages.Count(message => message.Fate == Fate.Acknowledged),
                _messages.Count(message => message.Fate == Fate.Unclear),
                _longestDelivery,
                _longestStall,
                _longestAnswer);
        }
    }

    /// <summary>What was wrong, given that nothing more will come.</summary>
    public Findings Judge()
    {
        lock (_gate)
        {
            return _findings + new Findings
            {
                Lost = Count("lost", IsLost),
                Swallowed = Count("swallowed", IsSwallowed),
                Unanswered = Count("unanswered", message => message.Fate == Fate.Outstanding),
                Denied = Count("refused but delivered", message => message is { Fate: Fate.Refused, Delivered: true }),
            };
        }
    }

    private static TimeSpan Longer(TimeSpan longest, long since, long now)
    {
        var elapsed = Stopwatch.GetElapsedTime(since, now);
        return elapsed > longest ? elapsed : longest;
    }

    private bool IsLost(Message message) => message is { Fate: Fate.Acknowledged, Delivered: false } && !IsSwallowed(message);

    private bool IsSwallowed(Message message) =>
        message is { Fate: Fate.Acknowledged, Delivered: false }
        && _gap is { } gap && message.SentAt <= gap
        && Stopwatch.GetElapsedTime(gap, message.AnsweredAt) - standstills.Within(gap, message.AnsweredAt) <= AnswerLag;

    private bool WasOpenAtGap(Message message) => _gap is { } gap && message.SentAt <= gap && (!message.Answered || message.AnsweredAt >= gap);

    private int Count(string kind, Predicate<Message> condition)
    {
        var count = 0;
        for (var i = 0; i < _messages.Count; i++)
        {
            if (condition(_messages[i]))
            {
                count++;
                notes.Add(kind, Describe(i + 1));
            }
        }

        return count;
    }

    private string Describe(long number) =>
        Invariant($"{name}: {number}, sent {Notes.Time(Message(number).SentAt)}, {Message(number).Fate}{(Message(number).Delivered ? ", delivered" : "")}");

    private bool IsSent(long number) => number >= 1 && number <= _messages.Count;

    private ref Message Message(long number) => ref CollectionsMarshal.AsSpan(_messages)[(int)number - 1];
}
