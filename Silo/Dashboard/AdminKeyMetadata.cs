namespace SignalFire.Silo.Dashboard;

/// <summary>Marks the endpoints that want the admin key.</summary>
internal sealed class AdminKeyMetadata;
