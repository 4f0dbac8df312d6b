namespace SignalFire.Streams.Tests.Cluster;

/// <summary>The names of the stream providers that every process here has.</summary>
internal static class Providers
{
    public const string Push = "push";
    public const string OtherPush = "other-push";
    public const string Memory = "memory";
}
