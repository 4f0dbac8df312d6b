using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;

namespace SignalFire.Load.Compare;

/// <summary>Measures base and target in turn, scenario by scenario, so that a drift of the machine meets both.</summary>
internal sealed class Comparison
{
    private readonly Dictionary<Row, List<Sample>> _samples = Row.All.ToDictionary(row => row, _ => new List<Sample>());

    public Faults BaseFaults { get; private set; } = Faults.None;

    public Faults TargetFaults { get; private set; } = Faults.None;

    public async Task RunAsync(Servers relay, Servers target, CompareSettings settings, CancellationToken cancellation)
    {
        for (int round = 0; round < settings.Rounds; round++)
        {
            foreach (Scenario scenario in Scenario.Round(settings, round))
            {
                Progress.Say(Invariant($"-- round {round + 1} of {settings.Rounds}: {scenario.Name}, base"));
                Measured first = await scenario.RunAsync(relay, cancellation);
                Progress.Say(Invariant($"-- round {round + 1} of {settings.Rounds}: {scenario.Name}, target"));
                Measured second = await scenario.RunAsync(target, cancellation);
                double others = Math.Max(first.OtherCores, second.OtherCores);
                BaseFaults += first.Faults;
                TargetFaults += second.Faults;
                foreach (Row row in first.Figures.Keys)
                {
                    _samples[row].Add(new Sample(first.Figures[row], second.Figures[row], others));
                }
            }
        }
    }

    public IReadOnlyList<ComparisonLine> Lines() => [.. Row.All.Select(row => new ComparisonLine(row, _samples[row]))];
}
