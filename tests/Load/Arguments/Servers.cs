using SignalFire.Load.Connections;

namespace SignalFire.Load.Arguments;

/// <summary>What is under load: the gateways to connect to and the processes to account for.</summary>
internal sealed record Servers(IReadOnlyList<GatewayAddress> Gateways, IReadOnlyList<int> Pids, bool Cross, WireForm Form)
{
    public static async Task<Servers> ResolveAsync(
        string[] urls, int[] pids, bool cross, CancellationToken cancellation, WireForm form = WireForm.Classic)
    {
        if (cross && urls.Length < 2)
        {
            throw new LoadException("--cross needs at least two gateways, and one was given.");
        }

        List<GatewayAddress> gateways = [];
        foreach (string url in urls)
        {
            gateways.Add(await GatewayAddress.ResolveAsync(new Uri(url), form, cancellation));
        }

        return new Servers(gateways, [.. pids.Distinct()], cross, form);
    }

    public GatewayAddress SenderGateway(int pair) => Gateways[pair % Gateways.Count];

    public GatewayAddress TargetGateway(int pair) => Gateways[(Cross ? pair + 1 : pair) % Gateways.Count];
}
