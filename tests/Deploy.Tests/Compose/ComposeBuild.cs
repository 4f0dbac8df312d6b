namespace SignalFire.Deploy.Tests.Compose;

/// <summary>How an image is built.</summary>
internal sealed class ComposeBuild
{
    public string Context { get; init; } = "";

    public string Dockerfile { get; init; } = "";

    public Dictionary<string, string> Args { get; init; } = [];
}
