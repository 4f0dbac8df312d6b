using SignalFire.Load.Checks;

namespace SignalFire.Load.Sizing;

/// <summary>What was found.</summary>
/// <param name="Steps">Memory by number of peers.</param>
/// <param name="Loads">CPU by load.</param>
/// <param name="Faults">What went wrong with peers and messages.</param>
internal sealed record SizingResult(IReadOnlyList<MemoryStep> Steps, IReadOnlyList<MessageLoad> Loads, Faults Faults);
