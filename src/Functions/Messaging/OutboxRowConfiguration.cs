using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Messaging;

internal sealed class OutboxRowConfiguration : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("Outbox");
        builder.HasKey(row => row.Sequence);
        builder.Property(row => row.Sequence).ValueGeneratedNever();
        // Only rows that failed once can hold others back: few, so a fresh row costs nothing here.
        builder.HasIndex(row => row.Subject).HasFilter("\"Attempts\" > 0");
        builder.HasIndex(row => row.Sequence).HasFilter("\"ParkedAt\" IS NOT NULL").HasDatabaseName("IX_Outbox_Parked");
        builder.Property(row => row.Consumer).HasMaxLength(64);
        builder.Property(row => row.Type).HasMaxLength(128);
        builder.Property(row => row.Subject).HasMaxLength(256);
        builder.Property(row => row.LastError).HasMaxLength(1024);
    }
}
