using System.Net;

namespace SignalFire.Gateway.Cluster;

/// <summary>Which silos answer. One that does not, while others do, is left for a while: what goes through it, to whichever silo, would hang.</summary>
/// <remarks>
/// Counts rounds of visits, not time: a gateway that was frozen itself must not take all silos for silent. One that never answered is
/// not silent but new. It is about the way through a silo only; whether it is dead, and its peers have to be attached anew, is for the
/// membership to say.
/// </remarks>
internal sealed class SiloAnswers(TimeProvider time)
{
    /// <summary>How many visits in a row may stay without an answer: with one each half second, a silo is left after 2 to 2.5 s.</summary>
    public const int MostMissed = 4;

    /// <summary>How many of all of them, until there is no cluster to this gateway: 10 s.</summary>
    public const int MostMissedOfAll = 20;

    /// <summary>How many of one that is tried again.</summary>
    private const int MostMissedAgain = 1;

    /// <summary>How long a silent silo is left alone. It can't reach this gateway meanwhile, should it be alive.</summary>
    public static readonly TimeSpan Avoidance = TimeSpan.FromSeconds(4);

    private readonly Lock _gate = new();
    private Dictionary<IPEndPoint, Contact> _contacts = [];

    /// <summary>Rounds of visits in a row without any answer, the one under way included.</summary>
    private int _unanswered;

    /// <summary>Notes that a round of visits begins.</summary>
    public void Ask()
    {
        lock (_gate)
        {
            _unanswered++;
            foreach (var contact in _contacts.Values.Where(contact => contact.HasAnswered && contact.LeftAt is null))
            {
                contact.Missed++;
            }
        }
    }

    /// <summary>Whether none of them has answered for so long: the way to them is cut, and their connections' ends don't come through either.</summary>
    public bool AreAllSilent
    {
        get
        {
            lock (_gate)
            {
                return _unanswered > MostMissedOfAll;
            }
        }
    }

    /// <summary>Begins to count anew how long all are silent: the cluster is lost as it is.</summary>
    public void ForgiveAll()
    {
        lock (_gate)
        {
            _unanswered = 0;
        }
    }

    /// <summary>Notes that a silo answered.</summary>
    public void Hear(IPEndPoint silo)
    {
        lock (_gate)
        {
            _unanswered = 0;
            if (_contacts.TryGetValue(silo, out var contact))
            {
                (contact.HasAnswered, contact.Missed, contact.LeftAt) = (true, 0, null);
            }
        }
    }

    /// <summary>Those of the listed silos to use: all, if none answers.</summary>
    /// <param name="listed">All there are; what is known of others is forgotten.</param>
    /// <param name="gone">Whether one that was listed before is not any more.</param>
    public IList<Uri> Choose(IList<Uri> listed, out bool gone)
    {
        lock (_gate)
        {
            var contacts = listed.Select(EndPointOf).Distinct().ToDictionary(silo => silo, silo => _contacts.GetValueOrDefault(silo) ?? new Contact());
            gone = _contacts.Keys.Any(silo => !contacts.ContainsKey(silo));
            _contacts = contacts;
            var othersAnswer = contacts.Values.Any(contact => contact is { HasAnswered: true, LeftAt: null, Missed: <= MostMissedAgain });
            foreach (var contact in contacts.Values)
            {
                Judge(contact, othersAnswer);
            }

            return [.. listed.Where(uri => contacts[EndPointOf(uri)].LeftAt is null)];
        }
    }

    private void Judge(Contact contact, bool othersAnswer)
    {
        if (!othersAnswer)
        {
            contact.LeftAt = null;
        }
        else if (contact.LeftAt is { } left)
        {
            if (time.GetElapsedTime(left) >= Avoidance)
            {
                (contact.Missed, contact.LeftAt) = (MostMissed - MostMissedAgain, null);
            }
        }
        else if (contact.Missed > MostMissed)
        {
            contact.LeftAt = time.GetTimestamp();
        }
    }

    private static IPEndPoint EndPointOf(Uri silo) => new(IPAddress.Parse(silo.Host), silo.Port);

    private sealed class Contact
    {
        public bool HasAnswered { get; set; }

        /// <summary>Visits in a row without an answer, the one under way included.</summary>
        public int Missed { get; set; }

        /// <summary>When it was left; null while it is used.</summary>
        public long? LeftAt { get; set; }
    }
}
