namespace SignalFire.Streams.Tests.Cluster;

/// <summary>A cluster of its own that lost the silo on which alice was; carol is on the one that stays.</summary>
public sealed class AfterASiloDied : StreamCluster
{
    internal ISpeakerGrain Alice { get; private set; } = null!;

    internal ISpeakerGrain Carol { get; private set; } = null!;

    internal Inbox AlicesConsumer { get; } = new();

    internal Inbox CarolsConsumer { get; } = new();

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Alice = await NewSpeakerAsync("alice", SecondSilo);
        Carol = await NewSpeakerAsync("carol", FirstSilo);
        await Client.SubscribeAsync(Providers.Push, Alice, AlicesConsumer);
        await Client.SubscribeAsync(Providers.Push, Carol, CarolsConsumer);
        await KillAsync(SecondSilo, Alice);
    }
}
