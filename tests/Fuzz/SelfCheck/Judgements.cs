using System.Text;
using SignalFire.Fuzz.Checks;

namespace SignalFire.Fuzz.SelfCheck;

/// <summary>Things that a gateway may say, log and hold, and what the checks must find in them.</summary>
internal static class Judgements
{
    public static IReadOnlyList<(string Sentence, Fault? Found, Fault? Expected)> All { get; } =
    [
        ("an error is fine", Answer("""{"type":"error","ref":"kAnArY","code":"peer-unknown","message":"No peer 'kAnArY' is connected.","peerId":"kAnArY"}"""), null),
        ("an ack is fine", Answer("""{"type":"ack","ref":8,"failed":[{"peerId":"kAnArY","code":"peer-unknown"}]}"""), null),
        ("a pong is fine", Answer("""{"type":"pong","ref":-17}"""), null),
        ("a greeting is fine", Answer("""{"type":"id","peerId":"bob","resumeToken":"x","graceSeconds":30,"resumed":false,"maxMessageBytes":65536}"""), null),
        ("a limit is fine", Answer("""{"type":"error","code":"rate-limited","message":"Slower.","retryAfterMs":100}"""), null),
        ("half an answer is none", Answer("""{"type":"pong" """), Fault.BadAnswer),
        ("two answers in one are none", Answer("""{"type":"pong"}{"type":"pong"}"""), Fault.BadAnswer),
        ("an array is no answer", Answer("[]"), Fault.BadAnswer),
        ("an answer without a type is none", Answer("""{"ref":1}"""), Fault.BadAnswer),
        ("an unknown type is found", Answer("""{"type":"debug"}"""), Fault.BadAnswer),
        ("an unknown code is found", Answer("""{"type":"error","code":"oops","message":"x"}"""), Fault.BadAnswer),
        ("an error without a message is found", Answer("""{"type":"error","code":"bad-message"}"""), Fault.BadAnswer),
        ("a member too many is found", Answer("""{"type":"error","code":"bad-message","message":"x","stack":"y"}"""), Fault.BadAnswer),
        ("a member that is there twice is found", Answer("""{"type":"pong","ref":1,"ref":2}"""), Fault.BadAnswer),
        ("a ref that can't be one is found", Answer("""{"type":"ack","ref":{"a":1}}"""), Fault.BadAnswer),
        ("an ack of nothing is found", Answer("""{"type":"ack"}"""), Fault.BadAnswer),
        ("a failed of another shape is found", Answer("""{"type":"ack","ref":1,"failed":["bob"]}"""), Fault.BadAnswer),
        ("an input in a sentence is found", Answer("""{"type":"error","code":"bad-message","message":"What is kAnArY?"}"""), Fault.Echoed),
        ("an input beside a target is found", Answer("""{"type":"error","code":"peer-unknown","message":"No 'bob' for kAnArY.","peerId":"bob"}"""), Fault.Echoed),
        ("a message from one sender is fine", Delivered("""{"senderId":"bob","peerId":"alice"}""", 0), null),
        ("a message with its number is fine", Delivered("""{"senderId":"bob","seq":7 , "peerId":"alice"}""", 7), null),
        ("a message from two senders is found", Delivered("""{"senderId":"bob","peerId":"alice","senderId":"carol"}""", 0), Fault.Forged),
        ("a second sender in disguise is found", Delivered("""{"senderId":"bob","sender\u0049d":"carol","peerId":"alice"}""", 0), Fault.Forged),
        ("a sender within the payload is fine", Delivered("""{"senderId":"bob","x":{"senderId":"carol"},"\ud800":1}""", 0), null),
        ("a message that is cut is found", Delivered("""{"senderId":"bob","peerId":"alice" """, 0), Fault.Forged),
        ("another number is found", Delivered("""{"senderId":"bob","seq":70}""", 7), Fault.Forged),
        ("a second number is found", Delivered("""{"senderId":"bob","seq":7,"s\u0065q":1}""", 7), Fault.Forged),
        ("a normal close is fine", Close("close 1000 normal"), null),
        ("a close by RFC 6455 is fine", Close("close 1002"), null),
        ("another code is found", Close("close 1011 normal"), Fault.BadClose),
        ("another reason is found", Close("close 1000 NullReferenceException"), Fault.BadClose),
        ("no code is found", Close("close without a code"), Fault.BadClose),
        ("an input in a reason is found", Close("close 1000 kAnArY"), Fault.Echoed),
        ("a refusal is fine", Refusal("HTTP/1.1 426 Upgrade Required\r\n\r\n"), null),
        ("HTTP/2's no is fine", Refusal("\0\0\u0008\u0007\0\0\0\0\0xxxxxxxx"), null),
        ("a failure is found", Refusal("HTTP/1.1 500 Internal Server Error\r\n\r\n"), Fault.BadRefusal),
        ("what is no HTTP is found", Refusal("oops"), Fault.BadRefusal),
        ("an input in a refusal is found", Refusal("HTTP/1.1 400 Bad Request\r\n\r\nkAnArY"), Fault.Echoed),
        ("a warning is fine", Logged("12:00:00 warn: SignalFire.Gateway.X[1] Slow."), null),
        ("an error is found", Logged("12:00:00 fail: SignalFire.Gateway.X[1] Bad."), Fault.LoggedError),
        ("a critical line is found", Logged("12:00:00 crit: SignalFire.Gateway.X[1] Worse."), Fault.LoggedError),
        ("an unhandled exception is found", Logged("Unhandled exception. System.Exception: x"), Fault.LoggedError),
        ("an input in the log is found", Logged("12:00:00 info: SignalFire.Gateway.X[1] kAnArY"), Fault.LoggedInput),
        ("memory that stays is fine", Memory(150, 160), null),
        ("memory that shrinks is fine", Memory(150, 100), null),
        ("memory that grows is found", Memory(150, 200), Fault.Grew),
        ("a flood that nobody feels is fine", Slowness(4, 19), null),
        ("a flood on a machine that is slow anyway is fine", Slowness(40, 190), null),
        ("a flood that is felt is found", Slowness(4, 60), Fault.Slow),
        ("numbers in order are fine", Numbers(check => { check.Send(answered: true); check.Arrive(1); check.Answer(1, acknowledged: true); }), null),
        ("a number that is missing is found", Numbers(check => check.Send(answered: false)), Fault.Lost),
        ("a number that comes twice is found", Numbers(check => { check.Send(answered: false); check.Arrive(1); check.Arrive(1); }), Fault.Doubled),
        ("a number that comes late is found", Numbers(check => { check.Send(answered: false); check.Send(answered: false); check.Arrive(2); check.Arrive(1); }), Fault.Reordered),
        ("a number that was never sent is found", Numbers(check => check.Arrive(1)), Fault.Misrouted),
        ("a refusal is found", Numbers(check => { check.Send(answered: true); check.Arrive(1); check.Answer(1, acknowledged: false); }), Fault.BadlyAnswered),
        ("a second answer is found", Numbers(check => { check.Send(answered: true); check.Arrive(1); check.Answer(1, acknowledged: true); check.Answer(1, acknowledged: true); }), Fault.BadlyAnswered),
        ("no answer is found", Numbers(check => { check.Send(answered: true); check.Arrive(1); }), Fault.BadlyAnswered),
    ];

    private static Fault? Answer(string text) => AnswerShape.ComplaintOf(Encoding.UTF8.GetBytes(text))?.Fault;

    private static Fault? Delivered(string text, long seq) => DeliveredShape.ComplaintOf(Encoding.UTF8.GetBytes(text), seq) is null ? null : Fault.Forged;

    private static Fault? Close(string close) => CloseShape.ComplaintOf(close)?.Fault;

    private static Fault? Refusal(string answer) => RefusalShape.ComplaintOf(Encoding.Latin1.GetBytes(answer))?.Fault;

    private static Fault? Logged(string line) => Found(findings => new LogCheck(findings).Read(line));

    private static Fault? Memory(long halfway, long end) => Found(findings => MemoryCheck.Judge(findings, halfway << 20, end << 20));

    private static Fault? Slowness(double quiet, double underFire) => new SlownessCheck(quiet, underFire).IsTooSlow ? Fault.Slow : null;

    private static Fault? Numbers(Action<NumberCheck> history) => Found(findings =>
    {
        NumberCheck check = new(findings, "alice to bob");
        history(check);
        check.Judge();
    });

    private static Fault? Found(Action<Findings> act)
    {
        Findings findings = new();
        act(findings);
        return findings.Faults.Count == 0 ? null : findings.Faults.Single();
    }
}
