namespace SignalFire.Grains.Tests.Model;

/// <summary>One thing that happens.</summary>
/// <param name="Kind">What.</param>
/// <param name="Which">Which of the connections made so far is meant, counted from the newest and around.</param>
public sealed record Step(StepKind Kind, byte Which);
