namespace SignalFire.Faults.Clusters;

/// <summary>What a manifest says of the pods of one kind.</summary>
/// <param name="Environment">The variables that they get from ConfigMaps.</param>
/// <param name="PreStop">How long they go on as they are when they are to end, before SIGTERM.</param>
/// <param name="GracePeriod">When they are killed, counted from the same moment.</param>
/// <param name="MinReady">How long a new one has been ready when the next old one has to go.</param>
internal sealed record PodManifest(IReadOnlyDictionary<string, string> Environment, TimeSpan PreStop, TimeSpan GracePeriod, TimeSpan MinReady);
