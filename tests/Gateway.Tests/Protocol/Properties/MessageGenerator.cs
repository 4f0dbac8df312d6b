using FsCheck;
using FsCheck.Fluent;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>Messages of many members, with the gateway's names several times and oddly spelled.</summary>
internal static class MessageGenerator
{
    private static readonly Gen<WrittenMember> Senders = Member(TextGenerator.SpellingOf("senderId"), ValueGenerator.Values);

    private static readonly Gen<WrittenMember> Targets =
        Member(Gen.OneOf(TextGenerator.SpellingOf("peerId"), TextGenerator.SpellingOf("receiverId")), ValueGenerator.Targets);

    private static readonly Gen<WrittenMember> Refs = Member(TextGenerator.SpellingOf("ref"), ValueGenerator.Refs);

    private static readonly Gen<WrittenMember> Seqs = Member(TextGenerator.SpellingOf("seq"), ValueGenerator.Seqs);

    private static readonly Gen<WrittenMember> Types = Member(TextGenerator.SpellingOf("type"), ValueGenerator.Types);

    private static readonly Gen<WrittenMember> NearMisses = Member(
        Gen.Elements("senderid", "senderId ", "sender", "ssenderId", @"senderId\u0000", @"\\u0073enderId", "peerid", "peerIds", "receiver", @"\ud800", "", "__proto__", "Ref", "seqs", @"\\u0073eq", "types"),
        ValueGenerator.Values);

    private static readonly Gen<WrittenMember> Payload = Gen.Frequency(
        (19, Member(TextGenerator.Written, ValueGenerator.Values)),
        (1, Member(TextGenerator.Written, ValueGenerator.DeepValues)));

    /// <summary>Messages for peers, and some for the gateway.</summary>
    public static readonly Gen<WrittenMessage> Messages = Gen.Frequency((4, WithTarget), (1, WithoutTarget));

    private static Gen<WrittenMessage> WithTarget =>
        from members in Gen.Frequency((4, Senders), (4, Targets), (1, Refs), (2, Seqs), (1, Types), (2, NearMisses), (4, Payload)).UpTo(10)
        from target in Member(Gen.Elements("peerId", "receiverId"), ValueGenerator.Targets)
        from at in Gen.Choose(0, members.Length)
        from space in ValueGenerator.Spaces
        select new WrittenMessage([.. members.Take(at), target, .. members.Skip(at)], space);

    private static Gen<WrittenMessage> WithoutTarget =>
        from members in Gen.Frequency((2, Seqs), (2, Types), (1, Refs), (1, Senders), (1, NearMisses), (1, Payload)).UpTo(6)
        from type in Types
        from at in Gen.Choose(0, members.Length)
        from space in ValueGenerator.Spaces
        select new WrittenMessage([.. members.Take(at), type, .. members.Skip(at)], space);

    private static Gen<WrittenMember> Member(Gen<string> names, Gen<string> values) =>
        from name in names
        from value in values
        select new WrittenMember(name, value);
}
