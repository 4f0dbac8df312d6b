namespace SignalFire.Faults.SelfCheck;

/// <summary>What the fake gateway does wrong on purpose.</summary>
internal enum Fault
{
    None,
    Lose,
    Duplicate,
    Replay,
    Swap,
    Misroute,
    AnswerTwice,
    NotAnswer,
    Forget,
    Gap,
    Disown,
    Hush,
}
