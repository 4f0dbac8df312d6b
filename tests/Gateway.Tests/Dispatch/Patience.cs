namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>How long a test waits for an event that never comes, before it fails.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
}
