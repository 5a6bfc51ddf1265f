using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Messaging;

internal sealed class InboxRowConfiguration : IEntityTypeConfiguration<InboxRow>
{
    public void Configure(EntityTypeBuilder<InboxRow> builder)
    {
        builder.ToTable("Inbox");
        builder.HasKey(row => new { row.Consumer, row.EventId });
        builder.Property(row => row.Consumer).HasMaxLength(64);
        builder.Property(row => row.Subject).HasMaxLength(256);
        builder.HasIndex(row => new { row.Consumer, row.Subject, row.Revision }).HasFilter("\"Subject\" IS NOT NULL");
        builder.HasIndex(row => row.HandledAt);
    }
}
