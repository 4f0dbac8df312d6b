namespace SignalFire.Grains.Tests.Model;

/// <summary>One thing that happens.</summary>
/// <param name="Kind">What.</param>
/// <param name="Which">Which of several is meant, or how much.</param>
public sealed record Step(StepKind Kind, byte Which);
