using System.Diagnostics.CodeAnalysis;

namespace SignalFire.Grains.Tests.Cluster;

/// <summary>A membership table of silos that died, and the silo that knows of them.</summary>
internal sealed class FakeMembership : IMembershipTable, ISiloStatusOracle
{
    private readonly List<MembershipEntry> _rows = [];

    public SiloStatus CurrentStatus => SiloStatus.Active;

    public string SiloName => "silo";

    public SiloAddress SiloAddress => SiloAddress.Zero;

    /// <summary>A silo is dead, and somebody wrote it into the table: itself, or one that gave it up.</summary>
    public void Died(SiloAddress silo, SiloAddress by, DateTimeOffset at)
    {
        var row = new MembershipEntry { SiloAddress = silo, Status = SiloStatus.Dead };
        row.AddSuspector(by, at.UtcDateTime);
        _rows.Add(row);
    }

    public Task<MembershipTableData> ReadAll() =>
        Task.FromResult(new MembershipTableData([.. _rows.Select(row => Tuple.Create(row, "etag"))], new TableVersion(1, "etag")));

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) => _rows.ToDictionary(row => row.SiloAddress, row => row.Status);

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
