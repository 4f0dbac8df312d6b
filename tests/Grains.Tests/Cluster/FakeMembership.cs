using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace SignalFire.Grains.Tests.Cluster;

/// <summary>A membership table of silos that died, and the silo that knows of them.</summary>
internal sealed class FakeMembership : IMembershipTable, ISiloStatusOracle, IClusterMembershipService
{
    private readonly List<MembershipEntry> _rows = [];

    private ImmutableDictionary<SiloAddress, ClusterMember> _members = ImmutableDictionary<SiloAddress, ClusterMember>.Empty;
    private long _version = 1;

    public ClusterMembershipSnapshot CurrentSnapshot => new(_members, new MembershipVersion(_version));

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

    public SiloStatus CurrentStatus => SiloStatus.Active;

    public string SiloName => "silo";

    public SiloAddress SiloAddress => SiloAddress.Zero;

    /// <summary>What a read of the table waits for, or fails with.</summary>
    public Task Readable { get; set; } = Task.CompletedTask;

    /// <summary>A silo is dead, and somebody wrote it into the table: itself, or one that gave it up.</summary>
    public void Died(SiloAddress silo, SiloAddress by, DateTimeOffset at)
    {
        var row = new MembershipEntry { SiloAddress = silo, Status = SiloStatus.Dead };
        row.AddSuspector(by, at.UtcDateTime);
        _rows.Add(row);
        Became(silo, SiloStatus.Dead);
    }

    /// <summary>The cluster knows of a silo's status.</summary>
    public void Became(SiloAddress silo, SiloStatus status)
    {
        _members = _members.SetItem(silo, new ClusterMember(silo, status, "other"));
        _version++;
    }

    public async Task<MembershipTableData> ReadAll()
    {
        await Readable;
        return new MembershipTableData([.. _rows.Select(row => Tuple.Create(row, "etag"))], new TableVersion(1, "etag"));
    }

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException();

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) => throw new NotSupportedException();

    public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer) => true;

    public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer) => true;

    public SiloAddress[] GetActiveSilos() => throw new NotSupportedException();

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => throw new NotSupportedException();

    public bool TryGetSiloName(SiloAddress siloAddress, [NotNullWhen(true)] out string? siloName) => throw new NotSupportedException();

    public bool IsFunctionalDirectory(SiloAddress siloAddress) => throw new NotSupportedException();

    public bool IsDeadSilo(SiloAddress silo) => throw new NotSupportedException();

    public Task InitializeMembershipTable(bool tryInitTableVersion) => throw new NotSupportedException();

    public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

    public Task<MembershipTableData> ReadRow(SiloAddress key) => throw new NotSupportedException();

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => throw new NotSupportedException();

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => throw new NotSupportedException();

    public Task UpdateIAmAlive(MembershipEntry entry) => throw new NotSupportedException();
}
