using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace SignalFire.Silo.Membership;

/// <summary>Makes Orleans notice a dead silo in seconds: its own values suit clusters that can wait half a minute (docs/reliability.md has what was measured).</summary>
internal sealed class FailureDetection(IOptions<MembershipOptions> options)
    : IConfigureOptions<ClusterMembershipOptions>, IConfigureOptions<GrainDirectoryOptions>
{
    private MembershipOptions Membership => options.Value;

    public void Configure(ClusterMembershipOptions orleans)
    {
        orleans.ProbeTimeout = Membership.ProbeTimeout;
        orleans.NumMissedProbesLimit = Membership.MissedProbes;
        // Orleans lets nobody vote against a silo that was heard on an open connection within MaxProbeTimeout × NumMissedProbesLimit. So a
        // killed silo, whose connections close, is found by probes alone, and a busy one has this long to say something.
        orleans.MaxProbeTimeout = Membership.SilenceTolerance / Membership.MissedProbes;
        // Changes are told from silo to silo; the table is read for what was missed, and by a silo that was cut off to learn that it is dead.
        orleans.TableRefreshTimeout = Membership.TableRefreshInterval;
        orleans.IAmAliveTablePublishTimeout = Membership.AliveInterval;
    }

    // After a crash the directory holds back the ids that were on the dead silo, and its part of the directory, for what is left of this
    // beyond the failure detection: in case the silo still runs and does not know. Nothing is left here. Who still runs does no harm:
    // epochs refuse what comes from it.
    public void Configure(GrainDirectoryOptions orleans) => orleans.RangeLeaseDuration = Membership.SilenceTolerance;
}
