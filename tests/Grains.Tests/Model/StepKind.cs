namespace SignalFire.Grains.Tests.Model;

/// <summary>What can happen to a peer.</summary>
public enum StepKind
{
    /// <summary>A sender sends an envelope.</summary>
    Send,

    /// <summary>Another one does: most of what happens is traffic.</summary>
    SendMore,

    /// <summary>The push that is under way arrives at its connection.</summary>
    Arrive,

    /// <summary>The end of that push is known.</summary>
    Answer,

    /// <summary>That push has no answer in time; it may have arrived, and may arrive yet.</summary>
    Unclear,

    /// <summary>A push that was given up arrives.</summary>
    ArriveLate,

    /// <summary>The client reads what its connection took.</summary>
    Read,

    /// <summary>The client says what it has read.</summary>
    Seen,

    /// <summary>A new client connects, v1.</summary>
    Connect,

    /// <summary>A new client connects, classic.</summary>
    ConnectClassic,

    /// <summary>The client resumes at another gateway.</summary>
    Resume,

    /// <summary>The client resumes, and does not get its greeting.</summary>
    ResumeInVain,

    /// <summary>The client resumes twice with one token, and the first call arrives long after the second.</summary>
    ResumeLate,

    /// <summary>A new client connects, and its gateway does not hear the answer: it gives up.</summary>
    ConnectInVain,

    /// <summary>The connection is lost, and its gateway says so.</summary>
    Lose,

    /// <summary>The gateway is killed: the silos notice.</summary>
    KillGateway,

    /// <summary>The client says goodbye.</summary>
    Leave,

    /// <summary>The gateway was frozen: it lost its attachment, and attaches anew.</summary>
    Thaw,

    /// <summary>The same, and it does not hear the answer at first.</summary>
    ThawUnheard,

    /// <summary>The answer to a sender's call is lost: its gateway calls again.</summary>
    CallAgain,

    /// <summary>A call that was given up arrives.</summary>
    CallLate,

    /// <summary>A detach, a word of what was seen, or a reattach of an older connection arrives.</summary>
    StaleCall,

    /// <summary>The silo dies, or the activation alone; the connection's gateway attaches it anew.</summary>
    Crash,

    /// <summary>The same, before what the client has not seen came to a connection that resumed.</summary>
    CrashUnserved,

    /// <summary>The silo dies, and the client leaves its connection before that is attached anew: its gateway tells what it knows, early, late, or never.</summary>
    CrashAway,

    /// <summary>
    /// The silo dies, and somebody comes with a token that the client has used up before its connection is attached anew: what that one says comes late.
    /// </summary>
    CrashStale,

    /// <summary>The answer to a sender's call is lost, and its gateway does not know that yet.</summary>
    LoseAnswer,

    /// <summary>The grain moves to another silo.</summary>
    Move,

    /// <summary>Time passes.</summary>
    Wait,
}
