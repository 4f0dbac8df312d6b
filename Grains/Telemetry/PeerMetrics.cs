using System.Diagnostics.Metrics;

namespace SignalFire.Grains.Telemetry;

/// <summary>Counts what the peers of a silo do, and keeps what they are and have together (docs/metrics.md says what each number means).</summary>
/// <remarks>No number is about one peer. Each grain reports what it is by a <see cref="PeerTally"/>, so reading the numbers visits no grain.</remarks>
internal sealed class PeerMetrics : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>The meter of a silo's peers.</summary>
    public const string MeterName = "SignalFire.Grains";

    private static readonly KeyValuePair<string, object?> AttachedTag = new("state", "attached"), AwayTag = new("state", "away");

    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _resumes;
    private long _attached;
    private long _away;
    private long _mailboxMessages;
    private long _mailboxBytes;
    private long _unseen;

    public PeerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _deliveries = meter.CreateCounter<long>("signalfire.deliveries", "{message}", "What became of the messages that came for peers, at last.");
        _resumes = meter.CreateCounter<long>("signalfire.resumes", "{peer}", "Resume tokens that were brought.");
        meter.CreateObservableGauge("signalfire.peers", ObservePeers, "{peer}", "Peers that are there.");
        meter.CreateObservableGauge("signalfire.mailbox.messages", () => Volatile.Read(ref _mailboxMessages), "{message}", "Messages that wait for peers without a connection.");
        meter.CreateObservableGauge("signalfire.mailbox.bytes", () => Volatile.Read(ref _mailboxBytes), "By", "Bytes of them.");
        meter.CreateObservableGauge("signalfire.unseen.messages", () => Volatile.Read(ref _unseen), "{message}", "Messages that v1 peers were sent and have not said to have seen.");
    }

    /// <summary>Nothing to take part in: being asked, it is made with the silo, and its numbers are there before the first peer is.</summary>
    public void Participate(ISiloLifecycle lifecycle)
    {
    }

    /// <summary>Messages for a peer have their last outcome.</summary>
    public void Delivered(DeliveryOutcome outcome, int messages) => _deliveries.Add(messages, PeerTags.Outcome(outcome));

    /// <summary>A resume token was brought.</summary>
    public void Resumed(AttachOutcome outcome) => _resumes.Add(1, PeerTags.Resume(outcome));

    /// <summary>Replaces what a peer is and has by what it is and has now.</summary>
    public void Move(in PeerMeasure before, in PeerMeasure now)
    {
        Add(ref _attached, now.Attached - before.Attached);
        Add(ref _away, now.Away - before.Away);
        Add(ref _mailboxMessages, now.MailboxMessages - before.MailboxMessages);
        Add(ref _mailboxBytes, now.MailboxBytes - before.MailboxBytes);
        Add(ref _unseen, now.Unseen - before.Unseen);
    }

    private static void Add(ref long sum, long difference)
    {
        if (difference != 0)
        {
            Interlocked.Add(ref sum, difference);
        }
    }

    private Measurement<long>[] ObservePeers() => [new(Volatile.Read(ref _attached), AttachedTag), new(Volatile.Read(ref _away), AwayTag)];
}
