using System.Diagnostics;
using System.Text;
using SignalFire.Faults.Checks;

namespace SignalFire.Faults.SelfCheck;

/// <summary>A made-up past of alice, bob and carol, who send in a ring, and bob to alice too, who is the hot target: what each sent and was told.</summary>
internal sealed class History
{
    private readonly Standstills _standstills = new();
    private readonly PeerCheck[] _peers;
    private long _now;

    public History()
    {
        _peers = Acquaintances.Create(3, hotSenders: 1, new Tally(), new Notes(), _standstills);
        Connect(Cast.Alice);
        Connect(Cast.Bob);
        Connect(Cast.Carol);
    }

    /// <summary>All that the checks found.</summary>
    public Findings Findings => _peers.Aggregate(new Findings(), (sum, peer) => sum + peer.Judge());

    /// <summary>The longest stall of all messages.</summary>
    public TimeSpan LongestStall => _peers.SelectMany(peer => peer.Targets).Max(target => target.Pair.Traffic().LongestStall);

    public TimeSpan StoodStill => _standstills.Total;

    /// <summary>Lets time go by.</summary>
    public History Wait(double seconds)
    {
        _now += (long)(seconds * Stopwatch.Frequency);
        return this;
    }

    /// <summary>Lets time go by in which nothing is read.</summary>
    public History StandStill(double seconds)
    {
        var from = _now;
        Wait(seconds);
        _standstills.Add(from, _now);
        return this;
    }

    public History Connect(Cast who) => Tell(who, $$"""{"type":"id","peerId":"{{who}}","resumeToken":"t","graceSeconds":30,"resumed":false}""");

    public History Resume(Cast who, string more = "") =>
        Tell(who, $$"""{"type":"id","peerId":"{{who}}","resumeToken":"t","graceSeconds":30,"resumed":true{{more}}}""");

    public History Lose(Cast who, bool byItself = false)
    {
        Of(who).EndConnection(byItself);
        return this;
    }

    /// <summary>Alice sends to bob so many messages.</summary>
    public History Send(int count) => Send(Cast.Alice, 0, count);

    /// <summary>Bob sends to alice so many messages.</summary>
    public History SendHot(int count) => Send(Cast.Bob, Acquaintances.Hot, count);

    public History Acknowledge(int number) => Tell(Cast.Alice, $$"""{"type":"ack","ref":{{Ref.Of(0, number)}}}""");

    public History AcknowledgeHot(int number) => Tell(Cast.Bob, $$"""{"type":"ack","ref":{{Ref.Of(Acquaintances.Hot, number)}}}""");

    public History Refuse(int number, string code) => Tell(Cast.Alice, $$"""{"type":"error","ref":{{Ref.Of(0, number)}},"code":"{{code}}"}""");

    /// <summary>Bob gets a message of alice.</summary>
    public History Deliver(int number, int seq) => Deliver(Cast.Bob, number, seq);

    /// <summary>Alice, the hot target, gets a message of bob.</summary>
    public History DeliverHot(int number, int seq) => Deliver(Cast.Alice, number, seq, "Bob", "Alice", from: 1);

    public History Deliver(Cast who, int number, int seq, string sender = "Alice", string target = "Bob", int from = 0) =>
        Tell(who, $$"""{"senderId":"{{sender}}","seq":{{seq}},"peerId":"{{target}}","type":"load","from":{{from}},"n":{{number}}}""");

    public History Tell(Cast who, string text)
    {
        Of(who).Hear(Encoding.UTF8.GetBytes(text), _now++);
        return this;
    }

    private History Send(Cast who, int target, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Of(who).Targets[target].Pair.Send(_now++);
        }

        return this;
    }

    private PeerCheck Of(Cast who) => _peers[(int)who];
}
