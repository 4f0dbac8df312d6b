using System.Text;
using SignalFire.Faults.Checks;

namespace SignalFire.Faults.SelfCheck;

/// <summary>A made-up past of alice, bob and carol, who send in a ring: what each sent and was told.</summary>
internal sealed class History
{
    private readonly PeerCheck[] _peers = PeerCheck.Ring(3, new Tally(), new Notes());
    private long _now;

    public History()
    {
        Connect(Cast.Alice);
        Connect(Cast.Bob);
        Connect(Cast.Carol);
    }

    /// <summary>All that the checks found.</summary>
    public Findings Findings => _peers.Aggregate(new Findings(), (sum, peer) => sum + peer.Judge());

    public History Connect(Cast who) => Tell(who, $$"""{"type":"id","peerId":"{{who}}","resumeToken":"t","graceSeconds":30,"resumed":false}""");

    public History Resume(Cast who, string more = "") =>
        Tell(who, $$"""{"type":"id","peerId":"{{who}}","resumeToken":"t","graceSeconds":30,"resumed":true{{more}}}""");

    public History Lose(Cast who)
    {
        Of(who).Outgoing.EndConnection();
        return this;
    }

    /// <summary>Alice sends to bob so many messages.</summary>
    public History Send(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Of(Cast.Alice).Outgoing.Send(_now++);
        }

        return this;
    }

    public History Acknowledge(int number) => Tell(Cast.Alice, $$"""{"type":"ack","ref":{{number}}}""");

    public History Refuse(int number, string code) => Tell(Cast.Alice, $$"""{"type":"error","ref":{{number}},"code":"{{code}}"}""");

    /// <summary>Bob gets a message of alice.</summary>
    public History Deliver(int number, int seq) => Deliver(Cast.Bob, number, seq);

    public History Deliver(Cast who, int number, int seq, string sender = "Alice", string target = "Bob") =>
        Tell(who, $$"""{"senderId":"{{sender}}","seq":{{seq}},"peerId":"{{target}}","ref":{{number}},"type":"load","from":0,"n":{{number}}}""");

    public History Tell(Cast who, string text)
    {
        Of(who).Hear(Encoding.UTF8.GetBytes(text), _now++);
        return this;
    }

    private PeerCheck Of(Cast who) => _peers[(int)who];
}
