using Microsoft.Extensions.Time.Testing;
using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>The rules of alice, with bob and carol who send, and a clock that the test turns.</summary>
internal sealed class PeerScene
{
    public PeerScene() => Peer = NewPeer();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public PeerGrainOptions Options { get; } = new() { UnseenMessages = 16, MailboxMessages = 4 };

    public Peer Peer { get; private set; }

    public Sender Bob { get; } = new("bob");

    public Sender Carol { get; } = new("carol");

    /// <summary>How long ago the cluster lost a silo.</summary>
    public TimeSpan SinceSiloLoss { get; set; } = TimeSpan.MaxValue;

    /// <summary>How long ago a silo crashed.</summary>
    public TimeSpan SinceSiloCrash { get; set; } = TimeSpan.MaxValue;

    /// <summary>Her grain's memory is lost.</summary>
    public void Forget() => Peer = NewPeer();

    /// <summary>Her grain moves to another silo.</summary>
    public void Move()
    {
        var snapshot = Peer.Snapshot();
        Peer = NewPeer();
        Peer.Restore(snapshot);
    }

    public Line Connect(bool resumable = true)
    {
        var line = new Line(resumable);
        line.Note(Peer.Attach(line.View.Request()));
        return line;
    }

    /// <summary>Takes the session of an older connection back.</summary>
    public Line Resume(Line older, long seen = 0) => Resume(new ResumeClaim(older.Attachment.Session, older.Attachment.Generation, seen));

    public Line Resume(ResumeClaim claim)
    {
        var line = new Line(resumable: true, claim.Seen);
        line.Note(Peer.Attach(line.View.Request(claim)));
        return line;
    }

    public Attachment Reattach(Line line) => line.Note(Peer.Attach(line.View.RequestAnew()));

    /// <summary>Alice's connection is lost.</summary>
    public DetachOutcome Lose(Line line)
    {
        line.IsOpen = false;
        return Peer.Detach(line.View.Epoch, ends: false);
    }

    /// <summary>Time passes, and what is due is done.</summary>
    public void Wait(TimeSpan time)
    {
        Time.Advance(time);
        if (Peer.Deadline <= Time.GetTimestamp())
        {
            Peer.Expire();
        }
    }

    /// <summary>Delivers; who awaits what never comes is told so.</summary>
    public Task<DeliveryOutcome> Deliver(Envelope envelope) => Peer.DeliverAsync(envelope, out _).WaitAsync(TimeSpan.FromSeconds(5));

    public Task<DeliveryOutcome> Deliver(params string[] texts) => Deliver(Bob.Seal(texts));

    /// <summary>What there is to push now.</summary>
    public Push Begin()
    {
        Assert.NotNull(Peer.NextPush(out var push));
        return push!;
    }

    /// <summary>Pushes to a connection until there is nothing to push.</summary>
    public void Run(Line line)
    {
        while (Peer.NextPush(out var push) is { } item)
        {
            Peer.Complete(push!, line.TryTake(item) ? PushResult.Taken : PushResult.Gone);
        }
    }

    /// <summary>Delivers, and pushes to a connection.</summary>
    public Task<DeliveryOutcome> DeliverTo(Line line, params string[] texts)
    {
        var outcome = Deliver(texts);
        Run(line);
        return outcome;
    }

    private Peer NewPeer() => new(Options, Time, () => SinceSiloLoss, () => SinceSiloCrash);
}
