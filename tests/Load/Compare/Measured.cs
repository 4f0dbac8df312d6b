using SignalFire.Load.Checks;

namespace SignalFire.Load.Compare;

/// <summary>What one scenario found out about one side.</summary>
internal sealed record Measured(IReadOnlyDictionary<Row, double> Figures, Faults Faults);
