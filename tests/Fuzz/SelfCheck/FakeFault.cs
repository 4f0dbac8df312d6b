namespace SignalFire.Fuzz.SelfCheck;

/// <summary>What the fake gateway does wrong on purpose.</summary>
internal enum FakeFault
{
    None,
    RepeatInput,
    RepeatInputInClose,
    RepeatQuery,
    SayHalf,
    SayMore,
    BelieveSender,
    KeepSecondSender,
    SkipSeq,
    Lose,
    Double,
    Swap,
    NotAnswer,
    AnswerTwice,
    CutOthers,
    CloseOddly,
    FailUpgrades,
    Hang,
    LogError,
    LogInput,
    Grow,
    Die,
}
