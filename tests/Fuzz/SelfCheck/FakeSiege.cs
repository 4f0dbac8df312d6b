using SignalFire.Fuzz.Checks;
using SignalFire.Fuzz.Run;

namespace SignalFire.Fuzz.SelfCheck;

/// <summary>A short run against a fake gateway, which must find its fault and nothing else.</summary>
internal static class FakeSiege
{
    private static readonly FuzzSettings Settings = new(Seed: 4, Messages: 1500, Peers: 6, PairRate: 100);
    private static readonly SiegeTimes Times = new(TimeSpan.FromSeconds(6), Settle: TimeSpan.Zero, TimeSpan.FromSeconds(2));

    /// <returns>What is wrong with what was found; null when it is just the fault.</returns>
    public static async Task<string?> RunAsync(FakeFault fault, CancellationToken cancellation)
    {
        await using FakeGateway gateway = new(fault);
        await gateway.StartAsync();
        Findings findings = new();
        var told = await new Siege(gateway, Times, findings).RunAsync(Settings, evidence: null, cancellation);
        // Whether who is cut off had asked for answers is chance.
        var found = findings.Faults.Where(each => fault is not FakeFault.CutOthers || each is not Fault.BadlyAnswered);
        return Expected(fault).SequenceEqual(found) ? null : $"{fault}: found {findings}; {told}";
    }

    private static Fault[] Expected(FakeFault fault) => fault switch
    {
        FakeFault.RepeatInput or FakeFault.RepeatInputInClose or FakeFault.RepeatQuery => [Fault.Echoed],
        FakeFault.SayHalf or FakeFault.SayMore => [Fault.BadAnswer],
        FakeFault.BelieveSender => [Fault.Forged, Fault.Misrouted],
        FakeFault.KeepSecondSender or FakeFault.SkipSeq => [Fault.Forged],
        FakeFault.Lose => [Fault.Lost],
        FakeFault.Double => [Fault.Doubled],
        FakeFault.Swap => [Fault.Reordered],
        FakeFault.NotAnswer or FakeFault.AnswerTwice => [Fault.BadlyAnswered],
        // What is sent to who is gone is lost.
        FakeFault.CutOthers => [Fault.Lost, Fault.PairClosed],
        FakeFault.CloseOddly => [Fault.BadClose],
        FakeFault.FailUpgrades => [Fault.BadRefusal],
        FakeFault.Hang => [Fault.Stuck],
        FakeFault.LogError => [Fault.LoggedError],
        FakeFault.LogInput => [Fault.LoggedInput],
        FakeFault.Grow => [Fault.Grew],
        FakeFault.Die => [Fault.Died],
        _ => [],
    };
}
