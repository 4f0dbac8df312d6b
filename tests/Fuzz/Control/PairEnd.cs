using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SignalFire.Fuzz.Checks;
using SignalFire.Load.Connections;
using SignalFire.Load.Latency;

namespace SignalFire.Fuzz.Control;

/// <summary>One of the two well-behaved peers: hears everything that it is sent, by its partner and by everybody else.</summary>
/// <param name="self">Its connection.</param>
/// <param name="hasSeq">Whether it speaks v1.</param>
/// <param name="secret">What its partner proves itself with; no hostile peer knows it.</param>
/// <param name="from">What its partner sends it.</param>
/// <param name="to">What it sends its partner.</param>
/// <param name="strangers">The others.</param>
/// <param name="findings">What is wrong.</param>
internal sealed class PairEnd(Connection self, bool hasSeq, string secret, NumberCheck from, NumberCheck to, Strangers strangers, Findings findings) : IReceiver
{
    private const int SeenEvery = 16;

    private readonly byte[] _secret = Encoding.ASCII.GetBytes(secret);
    private byte[] _partner = [];
    private long _seq;
    private long _seen;
    private bool _closing;

    /// <summary>How long its partner's messages took.</summary>
    public Histogram Latency { get; set; } = new();

    public void Start(byte[] partner)
    {
        _partner = partner;
        self.Start(this);
    }

    public ValueTask SendAsync()
    {
        var number = to.Send(answered: hasSeq);
        var reference = hasSeq ? Invariant($"\"ref\":{number},") : "";
        return self.SendAsync(MaskedFrame.Create(Opcode.Text, Encoding.ASCII.GetBytes(Invariant(
            $$"""{"peerId":"{{Encoding.ASCII.GetString(_partner)}}",{{reference}}"secret":"{{secret}}","n":{{number}},"at":{{Stopwatch.GetTimestamp()}}}"""))));
    }

    public void OnMessage(ReadOnlySpan<byte> text)
    {
        if (!DeliveredShape.IsDelivered(text))
        {
            HearAnswer(text);
            return;
        }

        if (DeliveredShape.ComplaintOf(text, hasSeq ? ++_seq : 0) is { } complaint)
        {
            findings.Add(Fault.Forged, $"a message to the pair {complaint}: {Encoding.UTF8.GetString(text)}");
        }

        var sender = DeliveredShape.SenderOf(text);
        if (!sender.SequenceEqual(_partner))
        {
            HearStranger(sender, text);
        }
        else if (text.IndexOf(_secret) < 0)
        {
            findings.Add(Fault.Forged, $"a message in the name of the partner: {Encoding.UTF8.GetString(text)}");
        }
        else
        {
            HearPartner(text);
        }
    }

    public async ValueTask AfterReadAsync()
    {
        if (_seq - _seen >= SeenEvery)
        {
            _seen = _seq;
            await self.SendAsync(MaskedFrame.Create(Opcode.Text, Encoding.ASCII.GetBytes(Invariant($$"""{"type":"seen","seq":{{_seen}}}"""))));
        }
    }

    public void OnClosed(string reason)
    {
        if (!_closing)
        {
            findings.Add(Fault.PairClosed, reason);
        }
    }

    public ValueTask CloseAsync()
    {
        _closing = true;
        return self.DisposeAsync();
    }

    private void HearStranger(ReadOnlySpan<byte> sender, ReadOnlySpan<byte> text)
    {
        if (!strangers.Hears(sender))
        {
            findings.Add(Fault.Forged, $"a message of nobody: {Encoding.UTF8.GetString(text)}");
        }

        if (text.IndexOf(_secret) >= 0)
        {
            findings.Add(Fault.Misrouted, $"a stranger knows the secret: {Encoding.UTF8.GetString(text)}");
        }
    }

    private void HearPartner(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text);
        using var message = JsonDocument.ParseValue(ref json);
        from.Arrive(message.RootElement.GetProperty("n").GetInt64());
        Latency.Add(Stopwatch.GetElapsedTime(message.RootElement.GetProperty("at").GetInt64()));
    }

    private void HearAnswer(ReadOnlySpan<byte> text)
    {
        if (AnswerShape.ComplaintOf(text) is { } wrong)
        {
            findings.Add(wrong.Fault, $"an answer to the pair {wrong.Complaint}: {Encoding.UTF8.GetString(text)}");
            return;
        }

        var json = new Utf8JsonReader(text);
        using var answer = JsonDocument.ParseValue(ref json);
        if (answer.RootElement.TryGetProperty("ref", out var reference) && reference.TryGetInt64(out var number))
        {
            to.Answer(number, answer.RootElement.GetProperty("type").ValueEquals("ack") && !answer.RootElement.TryGetProperty("failed", out _));
        }
        else
        {
            findings.Add(Fault.BadlyAnswered, $"the pair was told {Encoding.UTF8.GetString(text)}");
        }
    }
}
