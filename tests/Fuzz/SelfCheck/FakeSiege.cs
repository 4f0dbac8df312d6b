using SignalFire.Fuzz.Checks;
using SignalFire.Fuzz.Run;

namespace SignalFire.Fuzz.SelfCheck;

/// <summary>A short run against a fake gateway, which must find its fault and nothing else.</summary>
internal static class FakeSiege
{
    private static readonly FuzzSettings Settings = new(Seed: 4, Messages: 1500, Peers: 6, PairRate: 100) { LeastOfPair = 120 };

    // Far above what a machine that stands still for a while explains; only to find what hangs is it waited for.
    private static readonly SiegeTimes Times = new(TimeSpan.FromSeconds(60), Settle: TimeSpan.Zero, TimeSpan.FromSeconds(15));
    private static readonly SiegeTimes TimesOfHang = Times with { Patience = TimeSpan.FromSeconds(6) };

    /// <returns>What is wrong with what was found; null when it is just the fault.</returns>
    public static async Task<string?> RunAsync(FakeFault fault, CancellationToken cancellation)
    {
        await using FakeGateway gateway = new(fault);
        await gateway.StartAsync();
        Findings findings = new();
        var told = await new Siege(gateway, fault is FakeFault.Hang ? TimesOfHang : Times, findings).RunAsync(Settings, evidence: null, cancellation);
        var found = findings.Faults.Where(each => !IsChance(fault, each));
        return Expected(fault).SequenceEqual(found) ? null : $"{fault}: found {findings}; {told}";
    }

    /// <summary>Whether chance decides if it is found too.</summary>
    private static bool IsChance(FakeFault fault, Fault found) => fault switch
    {
        // Whether who is cut off had asked for answers.
        FakeFault.CutOthers => found is Fault.BadlyAnswered,
        // What is held at the end is lost.
        FakeFault.Swap => found is Fault.Lost,
        _ => false,
    };

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
