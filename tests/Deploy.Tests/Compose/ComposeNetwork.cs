namespace SignalFire.Deploy.Tests.Compose;

/// <summary>A network of the file.</summary>
internal sealed class ComposeNetwork
{
    public bool Internal { get; init; }
}
