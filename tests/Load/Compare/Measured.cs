using SignalFire.Load.Checks;

namespace SignalFire.Load.Compare;

/// <summary>What one scenario found out about one side, and how many cores strangers took meanwhile.</summary>
internal sealed record Measured(IReadOnlyDictionary<Row, double> Figures, double OtherCores, Faults Faults);
