namespace SignalFire.Gateway.Protocol;

/// <summary>Why a message can't be honoured; answered to its sender, whose connection lives on.</summary>
/// <param name="Code">One of <see cref="ErrorCode"/>.</param>
/// <param name="Message">A sentence for a developer; never repeats the input.</param>
internal sealed record Fault(string Code, string Message)
{
    public static readonly Fault NotJson = BadMessage("A message is one JSON object; this is not valid JSON, or is nested too deep.");
    public static readonly Fault NotAnObject = BadMessage("A message is a JSON object.");
    public static readonly Fault NoTarget = BadMessage("The message has no target: name one or several in 'peerId'.");
    public static readonly Fault TargetKind = BadMessage("The target is a string or an array of strings.");
    public static readonly Fault TargetText = BadMessage("A target has 1 to 128 bytes of UTF-8, no control characters, and is not white space alone.");

    public static readonly Fault RefKind = BadMessage("A 'ref' is a string of up to 64 characters, or an integer of up to 20.");
    public static readonly Fault ControlKind = BadMessage("A message without a target ('peerId') is for the gateway; its 'type' is 'seen', 'ping', 'token' or 'ice-servers'.");
    public static readonly Fault SeenSeq = BadMessage("A 'seen' has a 'seq': an integer from 0 to 9007199254740991.");

    public static readonly Fault TokenText = BadMessage("A 'token' has a 'token': a string of 1 to 8192 characters.");
    public static readonly Fault TokenUnderWay = BadMessage("Another token is still being looked at.");
    public static readonly Fault TokenUndecided = new(ErrorCode.Unavailable, "The token can't be looked at right now. Send it again later.");

    public static readonly Fault RateLimited = new(ErrorCode.RateLimited, "Messages come faster than this connection may send.");

    /// <summary>When to try again; zero where that would change nothing.</summary>
    public TimeSpan RetryAfter { get; private init; }

    /// <summary>The sender has tried too many targets that nobody is, or that wait for their turn.</summary>
    public static Fault UnknownTargets(TimeSpan retryAfter) =>
        new(ErrorCode.RateLimited, "Too many targets of this connection are unknown, or wait to be asked for. Try new ones later.") { RetryAfter = retryAfter };

    /// <summary>The last token was decided on a moment ago.</summary>
    public static Fault TokenTooSoon(TimeSpan retryAfter) =>
        new(ErrorCode.RateLimited, "A token was looked at just now. Send the next one later.") { RetryAfter = retryAfter };

    public static Fault TokenDenied(string reason) => new(ErrorCode.Denied, reason);

    public static Fault TooManyTargets(int limit) => new(ErrorCode.TooManyTargets, $"A message has at most {limit} targets.");

    private static Fault BadMessage(string message) => new(ErrorCode.BadMessage, message);
}
