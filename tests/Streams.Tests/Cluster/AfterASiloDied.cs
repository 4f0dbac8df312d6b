namespace SignalFire.Streams.Tests.Cluster;

/// <summary>A cluster of its own that lost the silo on which alice was; carol is on the one that stays.</summary>
public sealed class AfterASiloDied : StreamCluster
{
    internal ISpeakerGrain Alice { get; private set; } = null!;

    internal ISpeakerGrain Carol { get; private set; } = null!;

    internal Inbox AlicesConsumer { get; } = new();

    internal Inbox CarolsConsumer { get; } = new();

    /// <summary>More consumers of the dead silo's streams than are looked up one by one.</summary>
    internal Inbox[] Crowd { get; } = [.. Enumerable.Range(0, 3 * SubscriptionLookup.Sample).Select(_ => new Inbox())];

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Alice = await NewSpeakerAsync("alice", SecondSilo);
        Carol = await NewSpeakerAsync("carol", FirstSilo);
        await Client.SubscribeAsync(Providers.Push, Alice, AlicesConsumer);
        await Client.SubscribeAsync(Providers.Push, Carol, CarolsConsumer);
        foreach (var consumer in Crowd)
        {
            await Client.SubscribeAsync(Providers.Push, await NewSpeakerAsync("dave", SecondSilo), consumer);
        }

        await KillAsync(SecondSilo, Alice);
    }
}
